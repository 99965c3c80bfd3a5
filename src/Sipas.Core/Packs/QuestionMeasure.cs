using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>The published figure of a question outside the index tree.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<QuestionMeasure>))]
public enum QuestionMeasure
{
    /// <summary>Share of each option among the valid answers; the shares of a row sum to 100 %.</summary>
    OptionShares,

    /// <summary>Ticks of each option ÷ respondents who ticked any; the shares may sum to more than 100 %.</summary>
    TickShares,

    /// <summary>Answers at the counted levels ÷ valid answers of each row, as an expectation.</summary>
    Expectation,

    /// <summary>Answers at the counted levels ÷ valid answers of each row, as an undesirable event, with the number of units
    /// in which it occurred.</summary>
    Incident,
}
