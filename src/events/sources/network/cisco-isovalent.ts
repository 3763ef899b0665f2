import { defineSource, type EventReader } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { lastPart } from '../values.ts';

const PROCESS = 'process_exec.process';
const PARENT = 'process_exec.parent';

/** A program and what it was started with. */
function commandOf(event: EventReader, who: string): string | undefined {
  const binary = event.text(`${who}.binary`);
  const rest = event.text(`${who}.arguments`);
  return binary === undefined || rest === undefined ? binary : `${binary} ${rest}`;
}

const name = (who: string) => (event: EventReader) => lastPart(event.text(`${who}.binary`), '/');

/** Processes that were started in containers and on their hosts. Source: Cilium, Tetragon, events: process_exec. */
export const ciscoIsovalent = defineSource({
  name: 'cisco-isovalent',
  title: 'Cisco Isovalent (Tetragon)',
  basis: 'Cilium, Tetragon gRPC API: process_exec; Cisco Security Cloud app',
  sourcetypes: ['cisco:isovalent:processExec', 'cisco:isovalent'],
  recognise: (record) =>
    hasKeys(record, 'process_exec', 'node_name') ? { reason: 'a process of Tetragon' } : undefined,
  timestamp: (event) => event.text('time') ?? event.text(`${PROCESS}.start_time`),
  host: (event) => event.text('node_name'),
  aliases: [
    ['node_name', 'dest'],
    [`${PROCESS}.pid`, 'process_id'],
    [`${PROCESS}.exec_id`, 'process_guid'],
    [`${PROCESS}.binary`, 'process_path'],
    [`${PROCESS}.cwd`, 'process_current_directory'],
    [`${PROCESS}.uid`, 'user_id'],
    [`${PARENT}.pid`, 'parent_process_id'],
    [`${PARENT}.exec_id`, 'parent_process_guid'],
    [`${PARENT}.binary`, 'parent_process_path'],
    [`${PROCESS}.pod.name`, 'pod_name'],
    [`${PROCESS}.pod.namespace`, 'pod_namespace'],
    [`${PROCESS}.pod.container.image.name`, 'pod_image_name'],
  ],
  calculated: {
    action: () => 'allowed',
    os: () => 'Linux',
    process: (event) => commandOf(event, PROCESS),
    process_exec: name(PROCESS),
    process_name: name(PROCESS),
    parent_process: (event) => commandOf(event, PARENT),
    parent_process_exec: name(PARENT),
    parent_process_name: name(PARENT),
    user: (event) => event.text(`${PROCESS}.process_credentials.user`) ?? event.text(`${PROCESS}.uid`),
    vendor_product: () => 'Cisco Isovalent',
  },
  eventTypes: [{ name: 'cisco_isovalent_process_exec', tags: ['process', 'report'] }],
});
