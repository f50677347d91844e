/** The name of a component as people read it: `quench-oil` is `quench oil`. */
export const spoken = (component: string): string => component.replace(/[-_]+/g, ' ');
