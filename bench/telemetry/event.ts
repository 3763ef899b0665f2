/** Fields in the order of the provider's manifest. */
export type EventData = readonly (readonly [name: string, text: string])[];

/** What wrote an event. */
export interface Provider {
  readonly name: string;
  readonly guid: string;
  readonly channel: string;
}

/** An event of Windows before it takes one of the shapes that logs have. Texts are plain, not XML. */
export interface TelemetryEvent {
  readonly provider: Provider;
  readonly eventId: number;
  readonly version: number;
  /** 4 is information, 3 a warning, 0 what the Security log has. */
  readonly level: number;
  readonly task: number;
  readonly keywords: bigint;
  readonly timeMs: number;
  /** Counts up from 1 over the whole log, as it does in one that is forwarded. */
  readonly recordId: number;
  readonly computer: string;
  readonly processId: number;
  readonly threadId: number;
  readonly userSid?: string;
  readonly data: EventData;
}

/** What a maker of events says of one: the generator knows the rest. */
export type Report = Pick<TelemetryEvent, 'provider' | 'eventId' | 'data'> &
  Partial<Pick<TelemetryEvent, 'version' | 'level' | 'task' | 'keywords' | 'userSid'>>;

export const SYSMON: Provider = {
  name: 'Microsoft-Windows-Sysmon',
  guid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
  channel: 'Microsoft-Windows-Sysmon/Operational',
};
export const SECURITY: Provider = {
  name: 'Microsoft-Windows-Security-Auditing',
  guid: '{54849625-5478-4994-A5BA-3E3B0328C30D}',
  channel: 'Security',
};
export const POWERSHELL: Provider = {
  name: 'Microsoft-Windows-PowerShell',
  guid: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
  channel: 'Microsoft-Windows-PowerShell/Operational',
};
export const SERVICES: Provider = {
  name: 'Service Control Manager',
  guid: '{555908D1-A6D7-4695-8E1E-26931D2012F4}',
  channel: 'System',
};
export const DEFENDER: Provider = {
  name: 'Microsoft-Windows-Windows Defender',
  guid: '{11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78}',
  channel: 'Microsoft-Windows-Windows Defender/Operational',
};
