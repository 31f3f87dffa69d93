import { defineProblem } from '../problem.ts';
import { editClass, exampleMount, type MountRef } from '../secret-provider-class.ts';
import { note } from '../step.ts';

export interface CsiMessageTooLarge extends MountRef {
  readonly message: string;
}

export const csiMessageTooLarge = defineProblem<CsiMessageTooLarge>({
  code: 'WI840',
  name: 'csi-message-too-large',
  link: 'csi',
  title: 'The objects of the class are more than the driver takes at once',
  brief: 'more than the driver takes at once',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ secretProviderClass }) => `The objects of secretproviderclass/${secretProviderClass} are larger together than a message from provider to driver may be`,
  why: () => 'The provider hands over all objects of a class in one message, of at most 4 MiB unless the driver is told otherwise. Nothing is mounted of a class that has more.',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: (mount) => [
    editClass('list fewer objects, or spread them over two classes and two volumes', mount),
    note('With a driver of your own: raise --max-call-recv-msg-size of the driver (bytes); the add-on of AKS has no setting for it.'),
  ],
  example: { ...exampleMount, message: 'grpc: received message larger than max (5242880 vs. 4194304)' },
});
