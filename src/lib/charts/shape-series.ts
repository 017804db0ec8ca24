import type { CustomSeriesOption } from 'echarts/charts';
import type { Shape } from './chart-option.ts';

/** Shapes on places that are known in pixels, as one series that answers no pointer. */
export function shapeSeries(id: string, z: number, children: Shape[]): CustomSeriesOption {
	return {
		type: 'custom',
		id,
		z,
		silent: true,
		coordinateSystem: 'none',
		data: [0],
		renderItem: () => ({ type: 'group', children })
	};
}
