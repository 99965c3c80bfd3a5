namespace Sipas.Problems;

/// <content>Forms of other tools: XLSForm and SurveyJS.</content>
public static partial class ProblemCodes
{
    // XFM: forms that are refused.

    /// <summary>A form is not JSON, or not shaped as a form.</summary>
    public const string FormUnreadable = "XFM0001";

    /// <summary>A key stands twice in one object of a JSON form.</summary>
    public const string FormKeyTwice = "XFM0002";

    /// <summary>Two questions, groups or choices of a form bear one name.</summary>
    public const string FormNameTwice = "XFM0003";

    /// <summary>A question, group or choice of a form has no type or no name.</summary>
    public const string FormNameMissing = "XFM0004";

    /// <summary>A group or repeat of a form is not closed, or closed without being open.</summary>
    public const string FormGroupOpen = "XFM0005";

    /// <summary>A question of a form names a list of choices that is not there.</summary>
    public const string FormListUnknown = "XFM0006";

    /// <summary>Questions of a form wait for each other in a circle.</summary>
    public const string FormConditionCycle = "XFM0007";

    /// <summary>An expression of a form names a question that is not there.</summary>
    public const string FormReferenceUnknown = "XFM0008";

    /// <summary>No question of a form could be counted: none has 2 to 9 choices.</summary>
    public const string FormNothingCoded = "XFM0009";

    /// <summary>A file is neither a workbook nor JSON.</summary>
    public const string FormFormatUnknown = "XFM0010";

    // What a form holds and a pack does not.

    /// <summary>A question of a form is of a type that no pack knows; it is left out.</summary>
    public const string FormTypeUnsupported = "XFM0101";

    /// <summary>An expression of a form cannot be said in a pack; the question stays without it.</summary>
    public const string FormExpressionUntranslated = "XFM0102";

    /// <summary>A question of a form may be answered several times; it is left out.</summary>
    public const string FormRepeat = "XFM0103";

    /// <summary>A cell or property of a form has no place in a pack.</summary>
    public const string FormPropertyUnkept = "XFM0104";

    /// <summary>A text of a form lacks Vietnamese or English; the text of another language stands in its place.</summary>
    public const string FormLanguageMissing = "XFM0105";

    /// <summary>A language of a form has no tag that could be told.</summary>
    public const string FormLanguageUnknown = "XFM0106";

    /// <summary>A question of a form has fewer or more choices than a scale may have levels; it is left out.</summary>
    public const string FormChoiceCount = "XFM0107";

    /// <summary>Choices of a form became levels with other numbers.</summary>
    public const string FormChoicesRenumbered = "XFM0108";

    /// <summary>A name of a form became another code.</summary>
    public const string FormNameChanged = "XFM0109";

    /// <summary>A question of a form that is not always shown is no longer required.</summary>
    public const string FormHiddenRequired = "XFM0110";

    /// <summary>A number of a form that had to be whole may now have decimals.</summary>
    public const string FormWholeNumbers = "XFM0111";

    /// <summary>A group or page of a form is gone; its questions stay.</summary>
    public const string FormGroupFlattened = "XFM0112";

    /// <summary>A question or choice of a form has no words; its name stands in their place.</summary>
    public const string FormLabelMissing = "XFM0113";

    /// <summary>A list of choices of a form is used by no question; it is left out.</summary>
    public const string FormListUnused = "XFM0114";

    // What a pack needs and a form does not hold.

    /// <summary>A form has no index tree; the draft has one node with all items that could be rated.</summary>
    public const string DraftIndex = "XFM0201";

    /// <summary>A form does not say which levels are satisfied; the draft takes those above the middle.</summary>
    public const string DraftSatisfied = "XFM0202";

    /// <summary>A form does not say what a question is for; the draft assumes a part.</summary>
    public const string DraftPart = "XFM0203";

    /// <summary>A pack needs something that a form does not hold; the draft assumes it.</summary>
    public const string DraftProperty = "XFM0204";

    // What a pack holds and a form does not.

    /// <summary>A form has no place for this part of the pack.</summary>
    public const string PackUnkept = "XFM0301";

    /// <summary>A text of the pack stands in the form with other blanks or signs.</summary>
    public const string PackTextChanged = "XFM0302";

    /// <summary>Options of one question are required in part; the form cannot require some of them.</summary>
    public const string PackRequiredMixed = "XFM0303";

    /// <summary>The items of the pack stand in another order than the questions that hold them; the form has the order of the questions.</summary>
    public const string PackItemOrder = "XFM0304";

    // Guessed values of imports from other formats.

    /// <summary>A pack contains a guessed value that affects figures and that nobody has confirmed.</summary>
    public const string PackUnconfirmed = "XFM0400";

    /// <summary>A text that a map defines for the whole file occurs in questions with different scales, in which it means different levels.</summary>
    public const string AnswerMeaningDiffers = "XFM0401";

    /// <summary>A place to confirm is not an unconfirmed guess of the pack, or the scale is unknown.</summary>
    public const string PackGuessUnknown = "XFM0402";

    /// <summary>A given satisfied level is not in the scale, or occurs in it more than once.</summary>
    public const string PackGuessLevel = "XFM0403";

    /// <summary>The given satisfied choices are not at one end of their list, or are the whole list.</summary>
    public const string FormSatisfiedMiddle = "XFM0404";

    /// <summary>A form lists choices from best to worst; the draft numbers them in reverse.</summary>
    public const string DraftReversed = "XFM0405";

    /// <summary>A choice of a form was recognized by its text as an answer that is not a level.</summary>
    public const string DraftSpecial = "XFM0406";
}
