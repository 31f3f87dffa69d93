import type { LinkName } from '../../src/report/report.ts';

/** First and last code of each link; WI9xx is for legacy and hygiene. */
const ranges = {
  access: [100, 199],
  webhook: [200, 299],
  pod: [300, 349],
  'service-account': [350, 399],
  issuer: [400, 449],
  token: [450, 499],
  identity: [500, 549],
  'federated-credential': [550, 599],
  exchange: [600, 699],
  'key-vault': [700, 799],
  csi: [800, 899],
} as const satisfies Record<LinkName, readonly [number, number]>;

/** The code after the highest that the link has used; `used` holds retired codes too, which are never given again. */
export function nextCode(link: LinkName, used: readonly string[]): `WI${number}` {
  const [first, last] = ranges[link];
  const taken = used.map((code) => Number(code.slice(2))).filter((number) => number >= first && number <= last);
  const next = Math.max(first, ...taken) + 1;
  if (next > last) throw new Error(`${link} has used its codes up to WI${last}: its range in the design has to grow first`);
  return `WI${next}`;
}
