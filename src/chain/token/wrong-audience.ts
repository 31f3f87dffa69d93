import type { Login, Target } from '../../evidence/subject.ts';
import type { IdentityRef, Presented } from '../../problems/mend.ts';
import { podCustomVolumeWrongAud } from '../../problems/pod/pod-custom-volume-wrong-aud.ts';
import { found, type AnyProblem, type FoundProblem } from '../../problems/problem.ts';
import { tokenAudMismatch } from '../../problems/token/token-aud-mismatch.ts';

export const audienceProblems: readonly AnyProblem[] = [tokenAudMismatch, podCustomVolumeWrongAud];

/** An audience that no credential accepts: of a volume that the template has itself, or of the webhook. */
export function audienceProblem(login: Login, data: { readonly identity: IdentityRef; readonly presented: Presented }, owner: Target): FoundProblem {
  const { audience } = data.presented;
  if (login.ownTokenVolume !== undefined) return found(podCustomVolumeWrongAud, { owner, volume: login.ownTokenVolume, audience });
  return found(tokenAudMismatch, { ...data, audience, origin: login.audience.origin });
}
