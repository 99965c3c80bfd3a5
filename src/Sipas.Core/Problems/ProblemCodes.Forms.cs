namespace Sipas.Problems;

/// <content>Forms of other tools: XLSForm and SurveyJS.</content>
public static partial class ProblemCodes
{
    // XFM: forms that are refused.

    /// <summary>A form is not JSON, or does not have the structure of a form.</summary>
    public const string FormUnreadable = "XFM0001";

    /// <summary>A key occurs twice in one object of a JSON form.</summary>
    public const string FormKeyTwice = "XFM0002";

    /// <summary>Two questions, groups or choices of a form have the same name.</summary>
    public const string FormNameTwice = "XFM0003";

    /// <summary>A question, group or choice of a form has no type or no name.</summary>
    public const string FormNameMissing = "XFM0004";

    /// <summary>A group or repeat of a form is not closed, or closed without being open.</summary>
    public const string FormGroupOpen = "XFM0005";

    /// <summary>A question of a form refers to a missing list of choices.</summary>
    public const string FormListUnknown = "XFM0006";

    /// <summary>The conditions of the questions of a form refer to each other in a cycle.</summary>
    public const string FormConditionCycle = "XFM0007";

    /// <summary>An expression of a form refers to a missing question.</summary>
    public const string FormReferenceUnknown = "XFM0008";

    /// <summary>No question of a form can be counted: none has 2 to 9 choices.</summary>
    public const string FormNothingCoded = "XFM0009";

    /// <summary>A file is neither a workbook nor JSON.</summary>
    public const string FormFormatUnknown = "XFM0010";

    // Content of a form that a pack cannot store.

    /// <summary>A pack does not support the type of a question of a form; the question is left out.</summary>
    public const string FormTypeUnsupported = "XFM0101";

    /// <summary>A pack cannot represent an expression of a form; the question is retained without it.</summary>
    public const string FormExpressionUntranslated = "XFM0102";

    /// <summary>A question of a form may be answered several times; it is left out.</summary>
    public const string FormRepeat = "XFM0103";

    /// <summary>A pack cannot store a cell or property of a form.</summary>
    public const string FormPropertyUnkept = "XFM0104";

    /// <summary>A text of a form is missing in Vietnamese or English; the text of another language is used instead.</summary>
    public const string FormLanguageMissing = "XFM0105";

    /// <summary>The tag of a language of a form was not recognized.</summary>
    public const string FormLanguageUnknown = "XFM0106";

    /// <summary>A question of a form has fewer or more choices than a scale may have levels; the question is left out.</summary>
    public const string FormChoiceCount = "XFM0107";

    /// <summary>Choices of a form were converted to levels with other numbers.</summary>
    public const string FormChoicesRenumbered = "XFM0108";

    /// <summary>A name of a form was changed to another code.</summary>
    public const string FormNameChanged = "XFM0109";

    /// <summary>A question of a form that is not always shown is no longer required.</summary>
    public const string FormHiddenRequired = "XFM0110";

    /// <summary>A number that had to be whole in a form may now have decimals.</summary>
    public const string FormWholeNumbers = "XFM0111";

    /// <summary>A group or page of a form was removed; its questions are retained.</summary>
    public const string FormGroupFlattened = "XFM0112";

    /// <summary>The text of a question or choice of a form is missing; its name is used instead.</summary>
    public const string FormLabelMissing = "XFM0113";

    /// <summary>No question uses a list of choices of a form; the list is left out.</summary>
    public const string FormListUnused = "XFM0114";

    // Content that a pack needs and a form does not have.

    /// <summary>A form has no index tree; the draft has one node with all items that could be rated.</summary>
    public const string DraftIndex = "XFM0201";

    /// <summary>A form does not state which levels count as satisfied; the draft uses those above the middle.</summary>
    public const string DraftSatisfied = "XFM0202";

    /// <summary>A form does not state the part of a question; the draft assumes a part.</summary>
    public const string DraftPart = "XFM0203";

    /// <summary>A pack needs a property that a form does not contain; the draft assumes it.</summary>
    public const string DraftProperty = "XFM0204";

    // Content of a pack that a form cannot store.

    /// <summary>A form cannot store this part of the pack.</summary>
    public const string PackUnkept = "XFM0301";

    /// <summary>The text of the pack has different spaces or characters in the form.</summary>
    public const string PackTextChanged = "XFM0302";

    /// <summary>Options of one question are required in part; the form cannot require some of them.</summary>
    public const string PackRequiredMixed = "XFM0303";

    /// <summary>
    /// The order of the items of the pack differs from the order of their questions; the form uses the order of the questions.
    /// </summary>
    public const string PackItemOrder = "XFM0304";

    // Guessed values of imports from other formats.

    /// <summary>A pack contains an unconfirmed guess that affects figures.</summary>
    public const string PackUnconfirmed = "XFM0400";

    /// <summary>
    /// A text that a map defines for the whole file occurs in questions with different scales, in which it means different levels.
    /// </summary>
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
