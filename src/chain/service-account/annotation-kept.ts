import { entrances } from '../../evidence/entrances.ts';
import { targetServiceAccount } from '../../evidence/service-account.ts';
import { saAnnotationReverted } from '../../problems/service-account/sa-annotation-reverted.ts';
import { defineCheck, ok, skip, warn } from '../check.ts';

export const annotationKept = defineCheck({
  id: 'service-account/annotation-kept',
  title: 'nothing will take the client id off the service account',
  each: 'target',
  reads: [targetServiceAccount, entrances],
  problems: [saAnnotationReverted],
  run([{ namespace, name, clientId, fluxSource, clientIdWriters }, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (clientId === undefined) return skip('the service account names no client id');
    // Flux takes back what kubectl wrote, by the name of the field manager, and leaves the fields of other managers
    const [writer, ...others] = clientIdWriters;
    const byHand = fluxSource !== undefined && writer?.startsWith('kubectl') === true && others.every((other) => other.startsWith('kubectl'));
    return byHand ? warn(saAnnotationReverted, { account: { namespace, name }, source: fluxSource, writtenBy: writer }) : ok();
  },
});
