/** Source: Microsoft, "4624(S): An account was successfully logged on", table 11. */
const LOGON_TYPES: Readonly<Record<string, string>> = {
  '0': 'system',
  '2': 'interactive',
  '3': 'network',
  '4': 'batch',
  '5': 'service',
  '7': 'unlock',
  '8': 'network, clear text',
  '9': 'new credentials',
  '10': 'remote interactive',
  '11': 'cached interactive',
  '12': 'cached remote interactive',
  '13': 'cached unlock',
};

/** A type of Windows logon with its name: `3 network`; the number alone where there is no name. */
export function logonName(type: string): string {
  const name = LOGON_TYPES[type];
  return name === undefined ? type : `${type} ${name}`;
}
