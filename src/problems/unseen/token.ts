import { kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenToken: readonly Unseen[] = [
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
