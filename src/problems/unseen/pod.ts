import { kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenPod: readonly Unseen[] = [
  {
    name: 'pod-env-not-inherited',
    title: 'The pod has the variables, and the process of the application does not',
    why:
      'What the webhook sets is the environment of the container. An entrypoint that starts the application by sudo, su, cron or a supervisor may hand it an empty one. ' +
      "The pod's specification is right then, and only the process itself could tell.",
    look: [
      kubectl('see what the first process has', 'exec', 'POD', '-n', 'NAMESPACE', '--', 'grep', '-az', '^AZURE_', '/proc/1/environ'),
      note('Look the same way at the process of the application (/proc/PID/environ), and let the entrypoint hand on AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE and AZURE_AUTHORITY_HOST.'),
    ],
  },
];
