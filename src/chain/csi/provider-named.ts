import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcParametersMissing } from '../../problems/csi/spc-parameters-missing.ts';
import { spcProviderWrong } from '../../problems/csi/spc-provider-wrong.ts';
import { defineCheck, fail, ok, skip } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const providerNamed = defineCheck({
  id: 'csi/provider-named',
  title: 'the SecretProviderClass names the provider azure, and has parameters for it',
  each: 'mount',
  reads: [secretProviderClass, workload],
  problems: [spcProviderWrong, spcParametersMissing],
  run([{ provider, parameters, unread }, { owner }], { mount }) {
    // a class of another provider is none of ours; a slip in the name of this one is
    if (provider !== '' && !/azure|key-?vault/i.test(provider)) return skip(`provider ${provider} reads from elsewhere than Azure`);
    if (provider !== 'azure') return fail(spcProviderWrong, { ...mountRef(mount, owner), provider });
    if (Object.keys(parameters).length === 0 && unread.length === 0) return fail(spcParametersMissing, mountRef(mount, owner));
    return ok();
  },
});
