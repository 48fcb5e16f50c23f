import { Component, type ReactNode } from 'react';

interface ChartBoundaryProps {
  children: ReactNode;
}

/**
 * Keeps a chart that cannot be shown from taking the page with it: its code is loaded on demand, which fails
 * without a network or after a new version was deployed. The table needs none of it.
 */
export class ChartBoundary extends Component<ChartBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? (
      <p role="alert" className="py-6 text-sm text-kumo-subtle">
        The chart could not be loaded. Load the page again, or show the table.
      </p>
    ) : (
      this.props.children
    );
  }
}
