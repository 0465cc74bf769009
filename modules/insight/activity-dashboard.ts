const dataSet = "activity";
const column = (name: string) => ({ data_set_identifier: dataSet, column_name: name });
const category = (field_id: string, name: string) => ({
  categorical_dimension_field: { field_id, column: column(name) },
});
const byDay = (field_id: string) => ({
  date_dimension_field: { field_id, column: column("day"), date_granularity: "DAY" },
});
const sum = (field_id: string, name: string) => ({
  numerical_measure_field: {
    field_id,
    column: column(name),
    aggregation_function: { simple_numerical_aggregation: "SUM" },
  },
});
const title = (text: string) => ({ visibility: "VISIBLE", format_text: { plain_text: text } });

// In the spelling of the Terraform provider, for which cdktf has no types.
const callsByDay = {
  line_chart_visual: {
    visual_id: "calls-by-day",
    title: title("Calls a day, by outcome"),
    chart_configuration: {
      field_wells: {
        line_chart_aggregated_field_wells: {
          category: byDay("calls-day"),
          values: sum("calls-sum", "calls"),
          colors: category("calls-status", "status"),
        },
      },
    },
  },
};

const bars = (visual_id: string, text: string, by: string, colors: string) => ({
  bar_chart_visual: {
    visual_id,
    title: title(text),
    chart_configuration: {
      orientation: "HORIZONTAL",
      bars_arrangement: "STACKED",
      field_wells: {
        bar_chart_aggregated_field_wells: {
          category: category(`${visual_id}-by`, by),
          values: sum(`${visual_id}-sum`, "calls"),
          colors: category(`${visual_id}-colors`, colors),
        },
      },
    },
  },
});

/** Definition of the dashboard: how much happens, who does it, and what is refused. */
export const activityDashboard = (dataSetArn: string): object => ({
  data_set_identifiers_declarations: [{ data_set_arn: dataSetArn, identifier: dataSet }],
  sheets: [
    {
      sheet_id: "activity",
      title: "Activity",
      visuals: [
        callsByDay,
        bars("by-service", "Calls by service", "service", "status"),
        bars("by-account", "Calls by account", "accountid", "region"),
      ],
    },
  ],
});
