import { federatedCredentials } from '../../evidence/federated-credentials.ts';
import { usesBinding } from '../../evidence/identity-binding.ts';
import { identity } from '../../evidence/identity.ts';
import { podGroups } from '../../evidence/pods.ts';
import { targetIssuer } from '../../evidence/target-issuer.ts';
import { bindingAudience, bindingIssuer, useBindingAnnotation } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { ibAnnotationMissing } from '../../problems/federated-credential/ib-annotation-missing.ts';
import { ibFicDeleted } from '../../problems/federated-credential/ib-fic-deleted.ts';
import { ibAppRegistration } from '../../problems/identity/ib-app-registration.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';
import { accountOf, identityOf, subjectOf } from '../references.ts';

export const binding = defineCheck({
  id: 'federated-credential/binding',
  title: 'pods and identity agree on whether there is an identity binding',
  each: 'login',
  reads: [answer(federatedCredentials), answer(identity), answer(podGroups), answer(targetIssuer), workload],
  problems: [ibAnnotationMissing, ibFicDeleted, ibAppRegistration],
  run([credentials, who, groups, issuer, { owner }], { login }) {
    const data = { owner, identity: identityOf(login, who) };
    if (login.audience.value === bindingAudience) {
      if (who.state === 'known' && who.value.kind === 'application') return fail(ibAppRegistration, { ...data, account: accountOf(login) });
      if (credentials.state !== 'known') return unseen(credentials);
      const own = credentials.value.find((credential) => bindingIssuer.test(credential.issuer));
      return own === undefined ? fail(ibFicDeleted, data) : ok(own.name);
    }
    // the credentials of a login without a binding are judged by themselves
    if (credentials.state === 'unknown') return unseen(credentials);
    if (credentials.state === 'absent') return skip('there is no such identity');
    const bound = credentials.value.find((credential) => bindingIssuer.test(credential.issuer));
    if (bound === undefined) return ok();
    // who has a credential of its own as well may sign in either way
    if (credentials.value.some(({ issuer: trusted, subject }) => subject === subjectOf(login) && (issuer.state !== 'known' || trusted === issuer.value))) return ok();
    if (groups.state === 'unknown') return unseen(groups);
    const shapes = groups.state === 'known' ? groups.value.flatMap(({ id, shape }) => (login.podGroups.includes(id) ? [shape] : [])) : [];
    if (login.entrance === 'csi' || shapes.some(usesBinding)) return skip('that the pods ask for a binding in vain is judged by itself');
    const seen = shapes.map(({ annotations }) => annotations[useBindingAnnotation]).find((value) => value !== undefined);
    return fail(ibAnnotationMissing, { ...data, credential: bound.name, ...(seen === undefined ? {} : { seen }) });
  },
});
