import { type DataModel, type RowReader, rule } from '../model.ts';
import { domainOf, numeric, present, textOf, unknown } from '../rules.ts';

const validityWindow = rule('seconds from `ssl_start_time` to `ssl_end_time`', secondsValid);

const isValid = rule('1 or 0: what the field says, else whether the event lies between start and end', validityOf);

/** Source: Splunk Common Information Model add-on 8.5, data model Certificates. */
export const certificates: DataModel = {
  name: 'Certificates',
  datasets: [
    {
      name: 'All_Certificates',
      tags: ['certificate'],
      fields: ['dest', 'dest_port', 'duration', 'response_time', 'src', 'src_port', 'tag', 'transport'],
      enriched: ['dest', 'src'],
      children: [
        {
          name: 'SSL',
          anyTag: ['ssl', 'tls'],
          fields: [
            'ssl_end_time',
            'ssl_engine',
            'ssl_hash',
            'ssl_is_valid',
            'ssl_issuer',
            'ssl_issuer_common_name',
            'ssl_issuer_email',
            'ssl_issuer_email_domain',
            'ssl_issuer_locality',
            'ssl_issuer_organization',
            'ssl_issuer_state',
            'ssl_issuer_street',
            'ssl_issuer_unit',
            'ssl_name',
            'ssl_policies',
            'ssl_publickey',
            'ssl_publickey_algorithm',
            'ssl_serial',
            'ssl_session_id',
            'ssl_signature_algorithm',
            'ssl_start_time',
            'ssl_subject',
            'ssl_subject_common_name',
            'ssl_subject_email',
            'ssl_subject_email_domain',
            'ssl_subject_locality',
            'ssl_subject_organization',
            'ssl_subject_state',
            'ssl_subject_street',
            'ssl_subject_unit',
            'ssl_validity_window',
            'ssl_version',
          ],
          calculations: [
            ['ssl_hash', unknown],
            ['ssl_issuer', unknown],
            ['ssl_issuer_common_name', unknown],
            ['ssl_issuer_email_domain', domainOf('ssl_issuer_email')],
            ['ssl_subject', unknown],
            ['ssl_subject_common_name', unknown],
            ['ssl_subject_email_domain', domainOf('ssl_subject_email')],
            ['ssl_validity_window', validityWindow],
            ['ssl_is_valid', isValid],
          ],
        },
      ],
    },
  ],
};

/** Seconds from start to end, where both are numbers. */
function secondsValid(row: RowReader): string | undefined {
  const start = numeric(row.get('ssl_start_time'));
  const end = numeric(row.get('ssl_end_time'));
  return start === undefined || end === undefined ? undefined : String(Number(end) - Number(start));
}

/** 1 or 0: what the event says itself, else whether it lies between start and end. */
function validityOf(row: RowReader): string | undefined {
  const said = textOf(present(row, 'ssl_is_valid'))?.toLowerCase();
  if (said !== undefined) return said === '1' || said === 'true' ? '1' : '0';
  const start = numeric(row.get('ssl_start_time'));
  const end = numeric(row.get('ssl_end_time'));
  const { time } = row.facts;
  if (start === undefined || end === undefined || time === undefined) return undefined;
  return Number(start) <= time && time <= Number(end) ? '1' : '0';
}
