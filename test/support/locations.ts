/** What the GeoIP database of the tests knows, in addresses that are kept for documentation (RFC 5737, RFC 3849). */
export const LOCATIONS: Readonly<Record<string, unknown>> = {
  '203.0.113.0/24': {
    city: { names: { en: 'Vienna', de: 'Wien' } },
    continent: { code: 'EU', names: { en: 'Europe', de: 'Europa' } },
    country: { iso_code: 'AT', names: { en: 'Austria', de: 'Österreich' } },
    location: { latitude: 48.2, longitude: 16.3667, time_zone: 'Europe/Vienna' },
    subdivisions: [{ iso_code: '9', names: { en: 'Vienna', de: 'Wien' } }],
  },
  '198.51.100.0/25': {
    continent: { code: 'NA', names: { en: 'North America' } },
    country: { iso_code: 'US', names: { en: 'United States' } },
    location: { latitude: 37.751, longitude: -97.822, metro_code: 678 },
  },
  '2001:db8::/32': {
    city: { names: { en: 'Lyon' } },
    country: { iso_code: 'FR', names: { en: 'France' } },
  },
};

/** The fields of iplocation, written out by hand for the interpreter of plans. */
const FIELDS: readonly (readonly [prefix: string, fields: Readonly<Record<string, string>>])[] = [
  [
    '203.0.113.',
    {
      City: 'Vienna',
      Continent: 'Europe',
      Country: 'Austria',
      Region: 'Vienna',
      Timezone: 'Europe/Vienna',
      lat: '48.20000',
      lon: '16.36670',
    },
  ],
  [
    '198.51.100.',
    { Continent: 'North America', Country: 'United States', MetroCode: '678', lat: '37.75100', lon: '-97.82200' },
  ],
  ['2001:db8:', { City: 'Lyon', Country: 'France' }],
];

export function locationOf(address: string): Readonly<Record<string, string>> {
  return FIELDS.find(([prefix]) => address.startsWith(prefix))?.[1] ?? {};
}
