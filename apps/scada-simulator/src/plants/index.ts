import type { DemoPlant } from './demo-plant.js';
import { furnaceA } from './furnace-a.js';
import { furnaceB } from './furnace-b.js';
import { pumpsC } from './pumps-c.js';

export type { DemoPlant, PlantConfig, PlantFeed } from './demo-plant.js';
export type { PlantSimulation } from '../simulate/plant-simulation.js';
export type { PlantKey, SourceRow, SourceTable } from '../scada/source-table.js';
export { prepareScada, type PreparedPlant, type PrepareScadaOptions } from '../scada/prepare-scada.js';

/**
 * The three demonstration plants: a furnace line, another with untidy records, and a pumping
 * station.
 */
export const demoPlants: readonly DemoPlant[] = [furnaceA, furnaceB, pumpsC];
