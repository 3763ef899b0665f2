import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

/** The schema that objects of the module WebAdministration name, and a row of what Get-WebGlobalModule lists. */
const MODULES =
  /^\s*(?:Schema="Microsoft\.IIs\.PowerShell\.|name="[^"]{0,256}"\s{1,8}image="[^"]{0,1024}"\s{1,8}preCondition=")/i;

/**
 * What scripts of PowerShell inputs list: modules of IIS, drivers, subject interface packages, boot loaders. Each object
 * is a row of `Name="value"`. Modules of IIS show what they are; for the other lists the sourcetype has to be given.
 *
 * Source: Splunk, powershell modular input; ESCU, descriptions of the inputs that its detections need.
 */
export const powershellInputs = defineSource({
  name: 'powershell-inputs',
  title: 'Lists from PowerShell inputs',
  basis: 'Splunk, powershell modular input',
  sourcetypes: ['Pwsh:InstalledIISModules', 'PwSh:SubjectInterfacePackage', 'PwSh:DriverInventory', 'PwSh:bootloader'],
  recognise: (record) =>
    matches(record, MODULES) ? { reason: 'a module of IIS', source: 'powershell://AppCmdModules' } : undefined,
});
