namespace Sipas.AspNetCore.Admin;

/// <summary>A part of a questionnaire on paper.</summary>
internal abstract record PaperBlock;
