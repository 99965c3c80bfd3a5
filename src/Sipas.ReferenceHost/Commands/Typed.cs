using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands;

/// <summary>Creates options and arguments with numbers and days. A test checks that no command creates them otherwise.</summary>
internal static class Typed
{
    private static readonly Spelling<double> Numbers = new(
        text => TypedValue.TryReadNumber(text, out double number) ? number : null, ProblemCodes.NumberSpelling, TypedValue.NumberSpelling);

    private static readonly Spelling<long> Wholes = new(
        text => TypedValue.TryReadWhole(text, out long number) ? number : null, ProblemCodes.NumberSpelling, TypedValue.WholeSpelling);

    private static readonly Spelling<int> SmallWholes = new(
        text => TypedValue.TryReadWhole(text, out long number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null,
        ProblemCodes.NumberSpelling, "-2147483648–2147483647");

    private static readonly Spelling<ulong> Seeds = new(
        text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null,
        ProblemCodes.NumberSpelling, "0–18446744073709551615");

    private static readonly Spelling<DateOnly> Days = new(
        text => TypedValue.TryReadDay(text, out DateOnly day) ? day : null, ProblemCodes.DaySpelling, TypedValue.DaySpelling);

    public static TypedOption<double> Number(string name, string description, double? otherwise = null) =>
        With(new TypedOption<double>(name, Numbers), description, otherwise);

    public static TypedOptions<double> NumberList(string name, string description, double otherwise) => new(name, Numbers)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [otherwise.ToString(CultureInfo.InvariantCulture)],
    };

    public static TypedOption<long> Whole(string name, string description, long? otherwise = null) =>
        With(new TypedOption<long>(name, Wholes), description, otherwise);

    public static TypedOption<int> SmallWhole(string name, string description, int? otherwise = null) =>
        With(new TypedOption<int>(name, SmallWholes), description, otherwise);

    public static TypedOption<ulong> Seed(string name, string description, ulong? otherwise = null) =>
        With(new TypedOption<ulong>(name, Seeds), description, otherwise);

    public static TypedOption<DateOnly> Day(string name, string description) =>
        With(new TypedOption<DateOnly>(name, Days), description, null);

    public static TypedArgument<long> WholeArgument(string name, string description) => new(name, Wholes) { Description = description };

    private static TypedOption<T> With<T>(TypedOption<T> option, string description, T? otherwise)
        where T : struct, IFormattable
    {
        option.Description = description;
        if (otherwise is { } value)
        {
            string text = value.ToString(null, CultureInfo.InvariantCulture);
            option.DefaultValueFactory = _ => text;
        }

        return option;
    }
}
