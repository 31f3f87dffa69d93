import { entrances } from '../../evidence/entrances.ts';
import { defineCheck, skip, unseen } from '../check.ts';

export const lookedAt = defineCheck({
  id: 'csi/looked-at',
  title: 'what the secrets store driver mounts is examined',
  each: 'target',
  reads: [entrances],
  problems: [],
  run([{ csi }]) {
    if (csi.length === 0) return skip('no secrets store volume');
    // said plainly rather than passed over: a mount that nobody looked at is not ok
    return unseen({ state: 'unknown', gap: { reason: 'not-asked', needs: `a version of this tool that examines SecretProviderClass ${csi.join(', ')}` } });
  },
});

