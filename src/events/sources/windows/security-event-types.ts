import type { EventType } from '../family.ts';

/** The event types of a Security event that lead to the models Authentication and Change. */
export function accountTypes(eventCode: string): readonly EventType[] {
  return BY_EVENT.get(eventCode) ?? [];
}

const LOGON: EventType = { name: 'windows_logon', tags: ['authentication'] };
const PRIVILEGED: EventType = { name: 'windows_special_privileges', tags: ['authentication', 'privileged'] };
const AUDIT: EventType = { name: 'windows_audit_changes', tags: ['change', 'audit'] };
const AUDIT_LOG: EventType = { name: 'windows_audit_log_changes', tags: ['change', 'audit', 'endpoint'] };
const ACCOUNT: EventType = { name: 'windows_account_changes', tags: ['change', 'account'] };
const GROUP: EventType = { name: 'windows_account_management', tags: ['change', 'account', 'management'] };

const NUMBERS: readonly (readonly [type: EventType, eventCodes: string])[] = [
  [LOGON, '4624 4625 4768 4769 4771 4776'],
  [PRIVILEGED, '4648 4672'],
  [AUDIT_LOG, '1100 1102'],
  [AUDIT, '4719'],
  [ACCOUNT, '4703 4704 4705 4720 4722 4723 4724 4725 4726 4738 4740 4741 4742 4743 4767 4781'],
  [
    GROUP,
    '4727 4728 4729 4730 4731 4732 4733 4734 4735 4737 4744 4745 4746 4747 4748 4749 4750 4751 4752 4753 4754 4755 ' +
      '4756 4757 4758 4759 4760 4761 4762 4763 4764 4794 4799',
  ],
];

const BY_EVENT: ReadonlyMap<string, readonly EventType[]> = new Map(
  NUMBERS.flatMap(([type, codes]) => codes.split(' ').map((code): [string, readonly EventType[]] => [code, [type]])),
);
