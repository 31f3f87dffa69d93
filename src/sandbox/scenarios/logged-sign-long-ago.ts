import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const loggedSignLongAgo: Scenario = {
  name: 'logged-sign-long-ago',
  title: 'An error of long ago',
  story:
    'The library asked the node three hours ago, and has not since. That is told as a warning.',
  cluster: logging([
    { ago: 10860, text: 'adal: Refresh request failed. Status Code = \'400\'' },
    { ago: 5, text: 'all well' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: { ...fine, warnings: ['sdk-legacy-library'] },
};
