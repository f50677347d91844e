import { createContext, useContext } from 'react';

/** What the frame knows of the organization that its pages show. */
export interface OrganizationFacts {
  readonly id: string;
  readonly name: string;
  /** IANA zone of its people. */
  readonly zone: string;
  /** Expected distance between two scans of one asset. */
  readonly scanPeriodMs: number;
}

/** Null: not read yet, or the pages show no organization. */
export const OrganizationContext = createContext<OrganizationFacts | null>(null);

export const useOrganization = (): OrganizationFacts | null => useContext(OrganizationContext);
