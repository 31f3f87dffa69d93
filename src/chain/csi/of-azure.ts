import type { SecretProviderClass } from '../../evidence/secret-provider-class.ts';
import { skip, type Outcome } from '../check.ts';

/** Why the parameters are not judged as those of the Azure provider: another check says what is wrong, or they are another provider's. */
export function notOfAzure({ provider, parameters, unread }: SecretProviderClass): Outcome | undefined {
  if (provider !== '' && !/azure|key-?vault/i.test(provider)) return skip(`provider ${provider} has parameters of its own`);
  return Object.keys(parameters).length === 0 && unread.length === 0 ? skip('the class has no parameters') : undefined;
}
