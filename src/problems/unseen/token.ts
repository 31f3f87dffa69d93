import { kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenToken: readonly Unseen[] = [
  {
    name: 'token-expired-not-reread',
    title: 'The application goes on with a token that has ended',
    why:
      'The kubelet puts a new token into the file long before the old one ends. An application, or an old SDK, that reads the file once and keeps it is refused about an hour after it began (AADSTS700024), and works again for as long after a restart. ' +
      'The file, the service account and the exchange are right all the time; what a process keeps in its memory cannot be seen from outside.',
    look: [
      kubectl('compare the times in it: the expiry lies before the current time, by up to hours', 'logs', 'POD', '-n', 'NAMESPACE', '--tail=-1', '--prefix'),
      note('If the expiry of the assertion lies before the current time of Entra, take a newer SDK, which reads the file anew for each sign-in, or read it anew in the application. If the assertion is not yet valid instead, clocks disagree: explain token-clock-skew.'),
      note('Until then a longer life helps: the annotation azure.workload.identity/service-account-token-expiration of the service account takes up to 86400 seconds.'),
    ],
  },
  {
    name: 'token-file-empty',
    title: 'The file has something else in it than a token',
    why:
      'AZURE_FEDERATED_TOKEN_FILE can name any file: one that another program writes, that is cut short, or that a template filled with its own placeholder. Entra then says AADSTS50027 (JWT token is invalid or malformed), or AADSTS900144 (client_assertion is missing) for an empty one. ' +
      'What is in a file of a running container cannot be read without a command in it.',
    look: [
      kubectl('count its bytes and its parts, without printing it: a token has three parts', 'exec', 'POD', '-n', 'NAMESPACE', '--', 'sh', '-c', 'wc -c < "$AZURE_FEDERATED_TOKEN_FILE"; tr -cd . < "$AZURE_FEDERATED_TOKEN_FILE" | wc -c'),
      note('Two dots and some 1,000 bytes are right. Otherwise take AZURE_FEDERATED_TOKEN_FILE out of the template: the webhook sets it to the file that the kubelet keeps.'),
    ],
  },
];
