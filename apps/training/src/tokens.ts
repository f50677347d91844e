export const BUS = Symbol('BUS');
export const DATABASE = Symbol('DATABASE');
