import { DAY, HOUR } from '../../../src/core/time.js';
import { close, hand, hold, note, resolve, say, step, take, triage, workaround } from './sample-deeds.js';
import type { Aged } from './sample-deeds.js';

/** What happened in the days before. */
export const thisWeek: Aged = [
  [
    20 * HOUR,
    {
      title: 'Cold store 2: sensor 14 sends no temperature',
      description:
        'The wall display shows “– –” for sensor 14. The other eleven are fine. We read it by hand every hour.',
      service: 'cold',
      category: 'Hardware',
      impact: 2,
      urgency: 2,
      caller: 'tarek',
      channel: 'phone',
      effect: 'degraded',
      ci: 'LY-CS2-S14',
      noticed: 45,
      steps: [
        ...triage(6, 12, 'infra', 'sofia'),
        step(
          49,
          'sofia',
          say('The sensor’s radio battery is at 2 %. A colleague changes it on the next round.'),
        ),
        step(
          170,
          'sofia',
          workaround('Battery changed, readings are back. The others of that batch get new ones this month.'),
        ),
      ],
    },
  ],
  [
    26 * HOUR,
    {
      title: 'Order confirmation goes out in the wrong language',
      description: 'Customers in Lyon receive Dutch confirmations since the update. Seven have complained.',
      service: 'orders',
      category: 'Software',
      impact: 2,
      urgency: 2,
      caller: 'ines',
      channel: 'email',
      effect: 'degraded',
      steps: [
        ...triage(40, 52, 'apps', 'dev'),
        step(
          230,
          'dev',
          say('The update reads the language of the depot instead of the customer. A fix is being tested.'),
        ),
        step(420, 'dev', resolve('Version 4.18.2 is live; the language comes from the customer again.')),
        step(1180, 'ines', {
          do: 'reopen',
          text: 'Two customers still got Dutch this morning: 88120 and 88134.',
        }),
        step(1215, 'dev', note('Both were created by the batch import, which has a copy of the same code.')),
      ],
    },
  ],
  [
    30 * HOUR,
    {
      title: 'Scanner 22 in the warehouse loses Wi-Fi in aisle F',
      description: 'From the middle of aisle F to the end the scanner drops out and I walk back to sync.',
      service: 'warehouse',
      category: 'Network',
      impact: 3,
      urgency: 3,
      caller: 'ada',
      channel: 'self-service',
      effect: 'degraded',
      ci: 'SCN-22',
      steps: [
        step(90, 'marek', take),
        step(95, 'marek', say('Thank you. Is it only scanner 22, or others in that aisle as well?')),
        step(180, 'ada', say('Scanner 9 too, I just tried.')),
        step(190, 'marek', hand('infra', 'sofia')),
        step(
          1300,
          'sofia',
          note('Access point F3 has not been seen since the racking was changed on Friday. Visit planned.'),
        ),
      ],
    },
  ],
  [
    2.1 * DAY,
    {
      title: 'Calendar invitations arrive twice',
      description: 'Every invitation from outside arrives twice and accepting one cancels the other.',
      service: 'mail',
      category: 'Software',
      impact: 3,
      urgency: 3,
      caller: 'jonas',
      channel: 'self-service',
      effect: 'degraded',
      steps: [
        step(120, 'elif', take),
        step(
          126,
          'elif',
          say('You have an old rule that forwards invitations to yourself. Shall I remove it?'),
        ),
        step(300, 'jonas', say('Ah. Yes please.')),
        step(310, 'elif', resolve('Rule removed.', true)),
      ],
    },
  ],
  [
    2.3 * DAY,
    {
      title: 'Network latency Ghent – Kassel above 180 ms',
      description: 'Threshold net.latency 120 ms for 10 min, value 187 ms. Link GH-KS-1.',
      service: 'network',
      category: 'Network',
      impact: 2,
      urgency: 2,
      channel: 'monitoring',
      effect: 'degraded',
      ci: 'GH-KS-1',
      steps: [
        step(8, 'sofia', take),
        step(30, 'sofia', note('Carrier ticket 77-20931 opened, traffic moved to GH-KS-2.')),
        step(
          65,
          'sofia',
          workaround('Traffic runs over the second link; the carrier repairs the first one.'),
        ),
      ],
    },
  ],
  [
    2.8 * DAY,
    {
      title: 'Invoice export: amounts without decimals',
      description: 'The file for the tax office has 12950 where it should say 129.50. I have not sent it.',
      service: 'orders',
      category: 'Application',
      impact: 2,
      urgency: 3,
      caller: 'jonas',
      channel: 'self-service',
      steps: [
        ...triage(55, 60, 'apps', 'dev'),
        step(
          190,
          'dev',
          say(
            'Good that you looked. The export follows a setting of the server that was changed at the weekend. You get a corrected file today.',
          ),
        ),
        step(400, 'dev', resolve('Export writes decimals on its own setting now; corrected file sent.')),
        step(3000, 'jonas', close),
      ],
    },
  ],
  [
    4.2 * DAY,
    {
      title: 'Server room Kassel: air conditioning failed',
      description: 'Temperature 34 °C and rising. Two database hosts have switched themselves off.',
      service: 'orders',
      category: 'Hardware',
      impact: 1,
      urgency: 1,
      channel: 'monitoring',
      effect: 'down',
      ci: 'KS-ROOM-1',
      major: true,
      noticed: 6,
      steps: [
        step(2, 'sofia', take),
        step(
          6,
          'elif',
          say(
            'Order desk and warehouse terminals are down in Kassel. Facility management is on its way. Next word at quarter past.',
          ),
        ),
        step(
          25,
          'sofia',
          note('Mobile coolers from the cold store, 29 °C and falling. Hosts stay off until 26 °C.'),
        ),
        step(48, 'elif', say('The room cools down. We expect to start the order desk within the hour.')),
        step(95, 'sofia', workaround('All hosts are up, mobile coolers stay until the repair on Thursday.')),
        step(2900, 'elif', close),
      ],
    },
  ],
  [
    5 * DAY,
    {
      title: 'Screen flickers after docking',
      description: 'My second screen flickers for a minute each time I dock.',
      service: 'access',
      category: 'Hardware',
      impact: 3,
      urgency: 3,
      caller: 'ines',
      channel: 'walk-in',
      steps: [step(300, 'marek', take), step(310, 'marek', hold('New dock ordered, two weeks'))],
    },
  ],
  [
    6.4 * DAY,
    {
      title: 'Tour sheet shows yesterday’s date',
      description: 'All sheets printed before six carry yesterday’s date.',
      service: 'tours',
      category: 'Application',
      impact: 3,
      urgency: 2,
      caller: 'ada',
      channel: 'self-service',
      steps: [
        ...triage(70, 80, 'apps'),
        step(
          1500,
          'dev',
          note('Sheets use UTC, so until six in the morning it is yesterday. Not before the next release.'),
        ),
      ],
    },
  ],
  [
    8.5 * DAY,
    {
      title: 'Please give me a larger mailbox',
      description: 'My mailbox is full again.',
      service: 'mail',
      category: 'Software',
      impact: 3,
      urgency: 3,
      caller: 'jonas',
      channel: 'self-service',
      steps: [
        step(200, 'elif', {
          do: 'cancel',
          text: 'This is an order, not a fault: it went to the shop as order 5512.',
        }),
      ],
    },
  ],
];
