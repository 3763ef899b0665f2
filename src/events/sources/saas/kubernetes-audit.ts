import { defineSource } from '../define.ts';

/** Audit events of Kubernetes: searches ask for the names of the JSON. Source: Kubernetes, auditing. */
export const kubernetesAudit = defineSource({
  name: 'kubernetes-audit',
  title: 'Kubernetes audit',
  basis: 'Kubernetes, auditing',
  sourcetypes: ['_json', 'kube:apiserver:audit', 'kubernetes:audit'],
  source: 'kubernetes',
  recognise: (record) => {
    if (record.kind !== 'json') return undefined;
    const { apiVersion, kind } = record.value;
    const isAudit = kind === 'Event' && typeof apiVersion === 'string' && apiVersion.startsWith('audit.k8s.io');
    return isAudit ? { reason: 'an event of the audit API' } : undefined;
  },
  timestamp: (event) => event.text('stageTimestamp') ?? event.text('requestReceivedTimestamp'),
});
