/** The parts of ECharts in use. Imported only by what is loaded lazily: they weigh more than the shell. */

import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([AriaComponent, BarChart, CanvasRenderer, GridComponent, TooltipComponent]);

export { echarts };
