import { readManifests } from '@eagle/local-services/manifests';
import { Command } from 'commander';
import { print } from '../terminal-output.js';
import { describeService } from './describe-service.js';

const HEADING_WIDTH = 16;

export function servicesCli(): Command {
  return new Command('services')
    .description(
      'list the services of the platform with their streams, buckets, requests and needs, from the manifests and the declarations',
    )
    .action(async () => {
      for (const manifest of await readManifests()) {
        print(manifest.name);
        for (const { heading, items } of describeService(manifest))
          print(`  ${heading.padEnd(HEADING_WIDTH)}${items.join(', ')}`);
      }
    });
}
