namespace Sipas.Packs;

/// <summary>Type of the answer to a question.</summary>
internal enum AnswerType
{
    /// <summary>Codes of items, which are counted.</summary>
    Coded,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text written by the respondent, which can be erased.</summary>
    Text,

    /// <summary>A date.</summary>
    Day,
}
