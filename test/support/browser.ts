// A browser without a window, where the machine has one.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser of this machine; null when there is none. */
export const browserPath: string | null = places.find((place) => place !== undefined && existsSync(place)) ?? null;

if (browserPath === null) console.warn('no browser found (CHROMIUM_PATH): the specs of the page are skipped');

export function openBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('no browser');
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
