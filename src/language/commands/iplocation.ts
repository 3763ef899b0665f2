import type { Expr, Plan } from '../ir.ts';
import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asText } from '../plan/convert.ts';
import { call, isNothing, nothing, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { mapMulti } from '../plan/lambda.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { prefix: textOption, allfields: booleanOption, lang: textOption };

export type Iplocation = Plain<'Iplocation', typeof OPTIONS>;

export const iplocation = defineCommand<Iplocation>({
  name: 'iplocation',
  doc: {
    syntax: 'iplocation [prefix=<text>] [allfields=<bool>] [lang=<code>] <field>',
    summary: 'Adds city, country and region of an IP address.',
    source: 'Splunk Search Reference, iplocation',
    options: {
      prefix: 'what the names of the added fields begin with; default: nothing',
      allfields:
        'whether Continent, MetroCode and Timezone are added to City, Country, Region, lat and lon; default: f',
      lang: 'the languages of the names, preferred ones first, or `code` for abbreviations; default: en',
    },
    differs:
      'The database is a file in the MaxMind format that is named with `--geoip`; none comes with karst, and without one the fields are absent, which is told. What the database does not know of an address is absent too, where Splunk may give an empty text. Each value of a multivalue is looked up.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Iplocation', 'iplocation', OPTIONS, { words: [1, 1] }),
  plan: planIplocation,
});

const HINT = 'name a City database in the MaxMind format, such as --geoip GeoLite2-City.mmdb';

const FIELDS = ['City', 'Country', 'Region', 'lat', 'lon'];
const ALL_FIELDS = ['City', 'Continent', 'Country', 'MetroCode', 'Region', 'Timezone', 'lat', 'lon'];

function planIplocation(node: Iplocation, given: Plan | undefined, { environment }: PlanContext): Plan {
  const { prefix = '', allfields = false, lang = 'en' } = node.options;
  const input = resultsOf(given);
  const address = fieldOf(input.schema, node.words[0]?.name ?? '');
  const isKnown = environment.hasLocations === true || environment.isAheadOfData === true;
  if (!isKnown) environment.warn?.('iplocation adds no fields: no GeoIP database was given', { hint: HINT });
  const names = allfields ? ALL_FIELDS : FIELDS;
  const languages = text(lang.replaceAll(' ', ''));
  return extend(
    input,
    names.map((name) => ({
      name: `${prefix}${name}`,
      expr: isKnown ? located(address, text(name), languages) : nothing(),
    })),
  );
}

function located(address: Expr, field: Expr, languages: Expr): Expr {
  if (isNothing(address)) return nothing();
  const one = (value: Expr) => call('locate', 'text', value, field, languages);
  return address.type === 'multi' ? mapMulti(address, one) : one(asText(address));
}
