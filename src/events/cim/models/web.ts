import type { DataModel } from '../model.ts';
import { lengthOf, partOf, restOf, sumOf, unknown, unknownOrHyphen, vendorProduct } from '../rules.ts';

/** The host of an address, past a user and before a port. */
const URL_HOST = /^(?:(?:https?|ftp):\/\/)?(?:[^/@]*@)?([^:/]+)/i;

/** The same where the scheme must be there. */
const REFERRER_HOST = /^(?:https?|ftp):\/\/(?:[^/@]*@)?([^:/]+)/i;

/** Source: Splunk Common Information Model add-on 8.5, data model Web. */
export const web: DataModel = {
  name: 'Web',
  datasets: [
    {
      name: 'Web',
      tags: ['web'],
      fields: [
        'action',
        'app',
        'bytes',
        'bytes_in',
        'bytes_out',
        'cached',
        'category',
        'cookie',
        'dest',
        'dest_ip',
        'dest_port',
        'duration',
        'http_content_type',
        'http_method',
        'http_referrer',
        'http_referrer_domain',
        'http_user_agent',
        'http_user_agent_length',
        'response_time',
        'site',
        'src',
        'src_ip',
        'status',
        'tag',
        'uri_path',
        'uri_query',
        'url',
        'url_domain',
        'url_length',
        'user',
        'vendor_product',
      ],
      enriched: ['dest', 'src', 'user'],
      calculations: [
        ['action', unknown],
        ['bytes', sumOf('bytes_in', 'bytes_out')],
        ['bytes_in', restOf('bytes', 'bytes_out')],
        ['bytes_out', restOf('bytes', 'bytes_in')],
        ['dest', unknownOrHyphen],
        ['http_content_type', unknownOrHyphen],
        ['http_method', unknownOrHyphen],
        ['http_referrer', unknownOrHyphen],
        ['http_referrer_domain', partOf('http_referrer', REFERRER_HOST)],
        ['http_user_agent', unknownOrHyphen],
        ['http_user_agent_length', lengthOf('http_user_agent')],
        ['src', unknownOrHyphen],
        ['status', unknownOrHyphen],
        ['url', unknownOrHyphen],
        ['url_domain', partOf('url', URL_HOST)],
        ['url_length', lengthOf('url')],
        ['user', unknown],
        ['vendor_product', vendorProduct],
      ],
      children: [
        {
          name: 'Proxy',
          tags: ['proxy'],
        },
        {
          name: 'Storage',
          tags: ['storage'],
          fields: ['error_code', 'operation', 'storage_name'],
        },
      ],
    },
  ],
};
