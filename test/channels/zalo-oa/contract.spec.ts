import { describeChannel, type Setting } from '../contract.ts';
import { standUp } from './setting.ts';

const open = async (buttons: boolean): Promise<Setting> => {
  const { zalo, channels, came, close } = await standUp({
    withoutButtons: !buttons,
    account: { buttons: buttons ? 'yes' : 'no' },
  });
  return {
    channel: channels.oa,
    came,
    async somebody(name) {
      const person = zalo.person(name, { wrote: true });
      return {
        chat: person.id,
        write: (words) => person.send(words),
        press: async (label) => {
          if (buttons) return void (await person.press(label));
          // Without buttons: the number in front of the label.
          const line = person.last?.text.split('\n').find((one) => one.endsWith(`. ${label}`));
          await person.send(line!.split('.')[0]!);
        },
        block: () => person.block(),
        reads: () => person.messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
      };
    },
    close,
  };
};

describeChannel('zalo-oa', () => open(true));
describeChannel('zalo-oa numbered', () => open(false));
