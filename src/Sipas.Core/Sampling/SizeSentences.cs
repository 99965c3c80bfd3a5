using Sipas.Common;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>
/// Describes the precision of sample sizes in plain sentences. Numbers are formatted by the conventions of each
/// language, Vietnamese or English.
/// </summary>
internal static class SizeSentences
{
    private static DisplayFormat English => DisplayFormat.English;

    private static DisplayFormat Vietnamese => DisplayFormat.Vietnamese;

    /// <summary>Describes which differences between units can be detected with a number of answers per unit.</summary>
    /// <param name="count">Number of valid answers in each unit: 1 or more.</param>
    /// <param name="unitCount">Number of organisation units to be ranked: 2 or more.</param>
    /// <param name="lowest">The lowest expected share: in (0, 1).</param>
    /// <param name="highest">The highest expected share: above <paramref name="lowest"/>, below 1.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static LocalizedText Ranking(long count, int unitCount, double lowest = 0.7, double highest = 0.95, double designEffect = 1)
    {
        SizeParameter.AtLeast(nameof(unitCount), unitCount, 2);
        int groups = Math.Min(unitCount, Precision.DistinguishableUnits(count, lowest, highest, designEffect));
        double step = Precision.DistinguishableDifference(count, designEffect, (lowest + highest) / 2);
        return new LocalizedText(
            $"Với {Vi(count)} phiếu hợp lệ mỗi đơn vị, hai đơn vị chỉ phân biệt được khi chênh nhau từ {ViPoints(step)} điểm phần trăm; "
            + $"nếu các đơn vị nằm trong khoảng {ViPercent(lowest)} đến {ViPercent(highest)} thì {Vi(unitCount)} đơn vị chỉ chia được "
            + $"thành khoảng {Vi(groups)} nhóm khác nhau rõ rệt.",
            $"With {En(count)} valid ballots each, two units can be distinguished only if they differ by {EnPoints(step)} points or "
            + $"more; if the units are between {EnPercent(lowest)} and {EnPercent(highest)}, {En(unitCount)} units fall into "
            + $"about {En(groups)} groups that clearly differ.");
    }

    internal static LocalizedText Yamane(long count, long? population, double margin, double designEffect, double real)
    {
        string viPopulation = population is { } n ? $"tổng thể {Vi(n)}" : "tổng thể chưa biết";
        string enPopulation = population is { } m ? $"a population of {En(m)}" : "an unknown population";
        return new LocalizedText(
            $"Công thức Yamane với {viPopulation} và sai số danh nghĩa {ViPercent(margin)} cho {Vi(count)} phiếu; với hệ số thiết "
            + $"kế {ViShort(designEffect)}, sai số thực ở độ tin cậy 95% là ±{ViPoints(real)} điểm phần trăm.",
            $"Yamane's formula with {enPopulation} and a nominal margin of {EnPercent(margin)} gives {En(count)} ballots; at design "
            + $"effect {EnShort(designEffect)} the actual margin at 95% confidence is ±{EnPoints(real)} points.");
    }

    internal static LocalizedText Share(long count, long contacts, DesignAllowance design, double real) => new(
        $"{Vi(count)} phiếu hợp lệ (tiếp cận {Vi(contacts)} người) cho sai số ±{ViPoints(real)} điểm phần trăm ở độ tin "
        + $"cậy {ViPercent(design.Confidence)}, hệ số thiết kế {ViShort(design.DesignEffect)}.",
        $"{En(count)} valid ballots ({En(contacts)} people contacted) give a margin of ±{EnPoints(real)} points "
        + $"at {EnPercent(design.Confidence)} confidence and design effect {EnShort(design.DesignEffect)}.");

    internal static LocalizedText Mean(long count, long contacts, DesignAllowance design, double real) => new(
        $"{Vi(count)} phiếu hợp lệ (tiếp cận {Vi(contacts)} người) cho sai số của điểm trung bình ±{Vietnamese.Number(real, 3)} ở độ tin "
        + $"cậy {ViPercent(design.Confidence)}, hệ số thiết kế {ViShort(design.DesignEffect)}.",
        $"{En(count)} valid ballots ({En(contacts)} people contacted) give a mean with a margin of ±{English.Number(real, 3)} "
        + $"at {EnPercent(design.Confidence)} confidence and design effect {EnShort(design.DesignEffect)}.");

    internal static LocalizedText Difference(long count, long contacts, double difference, double power, DesignAllowance design) => new(
        $"Mỗi nhóm cần {Vi(count)} phiếu hợp lệ (tiếp cận {Vi(contacts)} người) để phát hiện mức chênh {ViPoints(difference)} điểm phần "
        + $"trăm với xác suất {ViPercent(power)}, ở độ tin cậy {ViPercent(design.Confidence)}, hệ số thiết "
        + $"kế {ViShort(design.DesignEffect)}.",
        $"Each group needs {En(count)} valid ballots ({En(contacts)} people contacted) to detect a difference of {EnPoints(difference)} "
        + $"points with probability {EnPercent(power)}, at {EnPercent(design.Confidence)} confidence and design "
        + $"effect {EnShort(design.DesignEffect)}.");

    private static string Vi(long count) => Vietnamese.Count(count);

    private static string En(long count) => English.Count(count);

    private static string ViPoints(double share) => Vietnamese.Fixed(share * 100, 1);

    private static string EnPoints(double share) => English.Fixed(share * 100, 1);

    private static string ViPercent(double share) => Vietnamese.SharePercent(share, 2);

    private static string EnPercent(double share) => English.SharePercent(share, 2);

    private static string ViShort(double value) => Vietnamese.Number(value, 2);

    private static string EnShort(double value) => English.Number(value, 2);
}
