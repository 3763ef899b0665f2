import { DNS_REPLY_CODES } from '../dns-reply-codes.ts';
import { type DataModel, type RowReader, rule } from '../model.ts';
import { countOf, orElse, textOf, unknown, vendorProduct } from '../rules.ts';

const replyCode = rule('the words of `reply_code_id`', wordsOfReply);

/** Source: Splunk Common Information Model add-on 8.5, data model Network_Resolution. */
export const networkResolution: DataModel = {
  name: 'Network_Resolution',
  datasets: [
    {
      name: 'DNS',
      tags: ['network', 'resolution', 'dns'],
      fields: [
        'additional_answer_count',
        'answer',
        'answer_count',
        'authority_answer_count',
        'dest',
        'dest_ip',
        'dest_port',
        'duration',
        'message_type',
        'name',
        'query',
        'query_count',
        'query_type',
        'record_type',
        'reply_code',
        'reply_code_id',
        'response_time',
        'src',
        'src_ip',
        'src_port',
        'tag',
        'transaction_id',
        'transport',
        'ttl',
        'vendor_product',
      ],
      enriched: ['dest', 'src'],
      calculations: [
        ['answer', unknown],
        ['answer_count', countOf('answer')],
        ['dest', unknown],
        ['message_type', unknown],
        ['query', unknown],
        ['query_count', countOf('query')],
        ['reply_code_id', orElse('reply_code')],
        ['reply_code', replyCode],
        ['vendor_product', vendorProduct],
      ],
    },
  ],
};

/** The words of a reply code, from its number or from any of its spellings; a code that is not known stays absent. */
function wordsOfReply(row: RowReader): string | undefined {
  const code = textOf(row.get('reply_code_id'));
  return code === undefined ? undefined : DNS_REPLY_CODES.get(code.toLowerCase());
}
