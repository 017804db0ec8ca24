/** The only door to ECharts' code: loaded by `import()` once the page stands. */
import { CustomChart } from 'echarts/charts';
import { GridSimpleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([CustomChart, GridSimpleComponent, SVGRenderer]);

/** A chart of exactly the element's size. SVG: as sharp in print and under zoom as on the screen. */
export const createInstance = (element: HTMLElement) => init(element, null, { renderer: 'svg' });
