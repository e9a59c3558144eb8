import { HOUR, MINUTE } from '../../../src/core/time.js';
import { file, hand, hold, note, say, step, take } from './sample-deeds.js';
import type { Aged } from './sample-deeds.js';

/** What the payroll run wrote before it stopped. */
const payrollLog = [
  'step 1  read contracts      1240 records',
  'step 2  work hours          1240 records',
  'step 3  gross to net        1240 records',
  'step 4  post to bank file   record 20417 rejected: two accounts',
  'PR-2071 run stopped, nothing was posted',
  '',
].join('\n');

/** What the shift would find open this morning. */
export const today: Aged = [
  [
    52 * MINUTE,
    {
      title: 'Tour planning does not answer in any depot',
      description:
        'Since about twenty past, tour planning shows a white page in Kassel, Ghent and Lyon. Drivers for the afternoon tours are waiting at the ramp; we print the old sheets by hand.',
      service: 'tours',
      category: 'Application',
      impact: 1,
      urgency: 1,
      caller: 'ada',
      channel: 'phone',
      effect: 'down',
      ci: 'tours-db-02',
      major: true,
      noticed: 12,
      steps: [
        step(3, 'elif', take),
        step(
          5,
          'elif',
          say(
            'I can see it from here too. Our application people are on it; next word from us in half an hour.',
          ),
        ),
        step(6, 'elif', hand('apps', 'dev')),
        step(
          14,
          'dev',
          note(
            'Connection pool on tours-db-02 is exhausted, 400 of 400 in use. Looks like the nightly export never finished.',
          ),
        ),
        step(
          29,
          'dev',
          say(
            'The database takes no new connections. We stop last night’s export and restart the service; expect ten minutes.',
          ),
        ),
        step(
          41,
          'dev',
          note('Export stopped, pool at 38. Restarting the application nodes one after the other.'),
        ),
      ],
    },
  ],
  [
    2.4 * HOUR,
    {
      title: 'Payroll run stops at step 4, payday is tomorrow',
      description:
        'The run for all 1,240 people stops at “post to bank file” with error PR-2071. The bank needs the file by 16:00.',
      service: 'payroll',
      category: 'Application',
      impact: 1,
      urgency: 2,
      facts: { criticalWindow: true },
      caller: 'ruth',
      channel: 'phone',
      effect: 'down',
      steps: [
        step(4, 'marek', take),
        step(
          9,
          'marek',
          note('Caller is in payroll, deadline 16:00 confirmed with finance. Critical window set.'),
        ),
        step(10, 'marek', hand('apps', 'dev')),
        step(12, 'ruth', file('payroll-run.log', payrollLog)),
        step(
          33,
          'dev',
          say(
            'Step 4 trips over one person with two bank accounts. I take that record out of the run, you get the file, and we pay that person separately. May I?',
          ),
        ),
        step(41, 'ruth', say('Yes please. It is personnel number 20417, I will pay by hand.')),
        step(
          66,
          'dev',
          note(
            'Run repeated without 20417, file written, checksum sent to Ruth. Root cause goes to problem management.',
          ),
        ),
      ],
    },
  ],
  [
    3.1 * HOUR,
    {
      title: 'Suspicious mail asks for the cold store door codes',
      description:
        'Four colleagues in Lyon got a mail “from facility management” with a link to confirm the door codes. One of us clicked and typed the code.',
      service: 'mail',
      category: 'Security',
      impact: 2,
      urgency: 1,
      facts: { sensitiveData: true },
      caller: 'tarek',
      channel: 'phone',
      steps: [
        step(2, 'elif', take),
        step(
          4,
          'elif',
          say('Thank you for calling at once. Please leave the mail where it is and do not forward it.'),
        ),
        step(5, 'elif', hand('security', 'lena')),
        step(
          21,
          'lena',
          note(
            'Link leads to a page registered two days ago. Sender blocked, page reported, 31 copies removed from mailboxes.',
          ),
        ),
        step(
          38,
          'lena',
          say(
            'The codes of cold store 2 are changed; your shift lead has the new ones on paper. Nobody gets into trouble for clicking, telling us quickly was right.',
          ),
        ),
      ],
    },
  ],
  [
    4.6 * HOUR,
    {
      title: 'Label printer at ramp 7 prints every second label blank',
      description: 'The Zebra at ramp 7 feeds two labels for one. We lose about a roll an hour.',
      service: 'print',
      category: 'Hardware',
      impact: 3,
      urgency: 2,
      caller: 'ada',
      channel: 'self-service',
      effect: 'degraded',
      ci: 'PRN-KS-R7',
      steps: [
        step(22, 'marek', take),
        step(
          24,
          'marek',
          say(
            'Please hold the feed button until it blinks twice and let go: it measures the label length again.',
          ),
        ),
        step(51, 'ada', say('Done, three good ones and then the same again.')),
        step(58, 'marek', hold('Spare print head ordered, arrives tomorrow morning')),
      ],
    },
  ],
  [
    5.2 * HOUR,
    {
      title: 'CPU of orders-app-03 above 95 % for 15 minutes',
      description: 'Threshold cpu.load 95 % for 15 min, value 98.2 %. Host orders-app-03, Kassel.',
      service: 'orders',
      category: 'Application',
      impact: 2,
      urgency: 2,
      channel: 'monitoring',
      effect: 'degraded',
      ci: 'orders-app-03',
      steps: [
        step(18, 'sofia', take),
        step(
          25,
          'sofia',
          note(
            'One worker spins in the price import. Two of three nodes are fine, customers notice nothing so far.',
          ),
        ),
        step(70, 'sofia', { do: 'urgency', to: 1 }),
        step(71, 'sofia', note('Second node climbs as well, so this cannot wait until tonight.')),
        step(95, 'sofia', hand('apps', 'dev')),
      ],
    },
  ],
  [
    7.5 * HOUR,
    {
      title: 'No access to the quality archive after moving office',
      description:
        'Since I sit in the new laboratory I get “access denied” for the quality archive. I need it for the audit on Thursday.',
      service: 'access',
      category: 'Access',
      impact: 3,
      urgency: 2,
      caller: 'maud',
      channel: 'self-service',
      steps: [
        step(35, 'marek', take),
        step(
          37,
          'marek',
          say(
            'Your move has put you into another group. I have asked the owner of the archive, Mr Claes, to agree.',
          ),
        ),
        step(38, 'marek', hold('Waiting for the approval of the archive’s owner')),
      ],
    },
  ],
];
