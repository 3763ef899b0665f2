import { defineSource } from '../define.ts';

/**
 * What scripts of PowerShell inputs list: modules of IIS, drivers, subject interface packages, boot loaders. Each object
 * is a row of `Name="value"`; nothing in it tells one list from another, so that the sourcetype has to be given.
 *
 * Source: Splunk, powershell modular input; ESCU, descriptions of the inputs that its detections need.
 */
export const powershellInputs = defineSource({
  name: 'powershell-inputs',
  title: 'Lists from PowerShell inputs',
  basis: 'Splunk, powershell modular input',
  sourcetypes: ['Pwsh:InstalledIISModules', 'PwSh:SubjectInterfacePackage', 'PwSh:DriverInventory', 'PwSh:bootloader'],
});
