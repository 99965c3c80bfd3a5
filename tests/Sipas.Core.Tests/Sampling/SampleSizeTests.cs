using Sipas.Common;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

public class SampleSizeTests
{
    [Theory]
    [InlineData(10_000L, 0.05, 385)]
    [InlineData(240L, 0.05, 150)]
    [InlineData(null, 0.05, 400)]
    [InlineData(null, 0.03, 1112)]
    [InlineData(1L, 0.05, 1)]
    [InlineData(2_000_000_000L, 0.05, 400)]
    public void Yamane_WorkedValues_AreMet(long? population, double margin, long expected) =>
        Assert.Equal(expected, SampleSize.Yamane(population, margin).Count);

    [Fact]
    public void Yamane_FourHundredAtDesignEffectThree_SaysWhatItIsWorth()
    {
        SampleSizeResult result = SampleSize.Yamane(null, 0.05, designEffect: 3);

        Assert.Equal(0.0848689, result.Margin, 1e-6);
        Assert.Contains("±8,5 điểm", result.Sentence.Vi, StringComparison.Ordinal);
        Assert.Contains("±8.5 points", result.Sentence.En, StringComparison.Ordinal);
        Assert.Contains("400", result.Sentence.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1.0, 1.0, 385, 385)]
    [InlineData(300L, 1.0, 1.0, 169, 169)]
    [InlineData(300L, 3.0, 1.0, 239, 239)]
    [InlineData(300L, 3.0, 0.8, 239, 298)]
    public void ForProportion_WorkedValues_AreMet(long? population, double designEffect, double response, long count, long contacts)
    {
        // By hand with z² = 3.841458821: n0 = 384.1459; deff 3 → 1152.4377; N = 300 → 1152.4377/(1 + 1151.4377/300) =
        // 238.193; ÷ 0.8 = 297.741. The correction before the design effect would ask 506 of 300.
        SampleSizeResult result = SampleSize.ForProportion(population, 0.05, 0.5,
            new DesignAllowance { DesignEffect = designEffect, ResponseShare = response });

        Assert.Equal((count, contacts), (result.Count, result.ContactCount));
        Assert.True(result.Margin <= 0.05, "the margin asked for is reached");
    }

    [Fact]
    public void ForProportion_OneFewer_MissesTheMargin()
    {
        foreach (long? population in (long?[])[null, 300, 5_000, 1_000_000])
        {
            SampleSizeResult result = SampleSize.ForProportion(population, 0.04, 0.3, new DesignAllowance { DesignEffect = 1.7 });

            Assert.True(result.Margin <= 0.04);
            Assert.True(Precision.MarginOfShare(result.Count - 1, population, 1.7, 0.3) > 0.04);
        }
    }

    [Fact]
    public void ForProportion_MoreContactsThanPeople_CapsAndWarns()
    {
        SampleSizeResult result = SampleSize.ForProportion(300, 0.05, 0.5, new DesignAllowance { DesignEffect = 3, ResponseShare = 0.5 });

        Assert.Equal(300, result.ContactCount);
        Problem warning = Assert.Single(result.Warnings);
        Assert.Equal((ProblemCodes.ContactsCapped, "477", "300"), (warning.Code, warning.Value, warning.Allowed));
    }

    [Fact]
    public void ForMean_OneFewer_MissesTheMargin()
    {
        // (1.959964 × 0.9/0.05)² = 1244.63; N = 2,000: 1244.63/(1 + 0.62232) = 767.2.
        SampleSizeResult result = SampleSize.ForMean(2_000, 0.05, 0.9);

        Assert.Equal(768, result.Count);
        Assert.True(result.Margin <= 0.05 && Precision.MarginOfMean(767, 2_000, 0.9) > 0.05);
    }

    [Fact]
    public void ForDifference_TextbookCase_IsMet()
    {
        // 80 % against 85 %, power 80 %: (1.959964 + 0.841621)² (0.16 + 0.1275)/0.0025 = 902.6.
        Assert.Equal(903, SampleSize.ForDifference(0.8, 0.85).Count);
        Assert.Equal(1806, SampleSize.ForDifference(0.85, 0.8, allowance: new DesignAllowance { DesignEffect = 2 }).Count);
    }

    [Fact]
    public void ClusterRules_WorkedValues_AreMet()
    {
        Assert.Equal(2.45, SampleSize.ClusterDesignEffect(30, 0.05), 1e-12);
        Assert.Equal(1, SampleSize.ClusterDesignEffect(1, 0.3));
        Assert.Equal(13.784, SampleSize.OptimalTake(10, 1, 0.05), 3);
    }

    [Theory]
    [InlineData(150, 150)]
    [InlineData(200, 200)]
    [InlineData(201, 61)]
    [InlineData(1_000, 300)]
    [InlineData(1_001, 201)]
    [InlineData(5_000, 1_000)]
    [InlineData(5_001, 501)]
    [InlineData(1, 1)]
    public void FromBands_DaNang_FollowsThePlainText(long dossiers, long expected) =>
    Assert.Equal(expected, SampleSize.FromBands(dossiers, BandSize.DaNang).Count);

    [Fact]
    public void FromBands_NeverFewer_NeverFallsWhenDossiersRise()
    {
        BandSize rule = BandSize.DaNang with { NeverFewer = true };
        long[] sizes = [.. Enumerable.Range(1, 12_000).Select(dossiers => SampleSize.FromBands(dossiers, rule).Count)];

        Assert.All(sizes.Zip(sizes.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal((200, 300, 1000), (sizes[200], sizes[1000], sizes[5000]));
    }

    [Fact]
    public void Fixed_HaNoiDepartment_SaysHowFewCanBeToldApart()
    {
        SampleSizeResult result = SampleSize.Fixed(112, 4_000);

        Assert.Equal(0.0913, result.Margin, 4);
        Assert.Equal(0.1007, Precision.DistinguishableDifference(112, share: 0.825), 0.0020);
        LocalizedText sentence = SizeSentences.Ranking(112, 23);
        Assert.Contains("23 units fall into about 3 groups", sentence.En, StringComparison.Ordinal);
        Assert.Contains("khoảng 3 nhóm", sentence.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Margin_Census_IsZero()
    {
        Assert.Equal(0, Precision.MarginOfShare(50, 50));
        Assert.Equal(0, Precision.MarginOfShare(1, 1));
        Assert.Equal(0, Precision.MarginOfMean(50, 50, 2));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.05)]
    [InlineData(1.0)]
    [InlineData(5.0)]
    [InlineData(double.NaN)]
    public void EveryRule_MarginOutsideItsRange_IsRefused(double margin)
    {
        AssertRefused(ProblemCodes.SizeParameterOutOfRange, () => SampleSize.Yamane(1000, margin));
        AssertRefused(ProblemCodes.SizeParameterOutOfRange, () => SampleSize.ForProportion(1000, margin));
    }

    [Fact]
    public void EveryRule_ParameterOutsideItsRange_IsRefused()
    {
        Action[] calls =
        [
            () => SampleSize.ForProportion(100, 0.05, 0), () => SampleSize.ForProportion(100, 0.05, 1),
                () => SampleSize.ForProportion(100, 0.05, 0.5, new DesignAllowance { Confidence = 95 }),
            () => SampleSize.ForProportion(100, 0.05, 0.5, new DesignAllowance { ResponseShare = 0 }),
                () => SampleSize.ForProportion(100, 0.05, 0.5, new DesignAllowance { ResponseShare = 1.1 }),
            () => SampleSize.ForProportion(100, 0.05, 0.5, new DesignAllowance { DesignEffect = 0 }), () => SampleSize.ForMean(100, 0, 1),
                () => SampleSize.ForMean(100, 1, -1),
            () => SampleSize.ForDifference(0.5, 0.5), () => SampleSize.ForDifference(0.5, 0.6, 1),
                () => SampleSize.ClusterDesignEffect(0, 0.1), () => SampleSize.ClusterDesignEffect(3, -0.6),
            () => SampleSize.OptimalTake(1, 1, 0), () => Precision.NormalQuantile(95),
        ];

        Assert.All(calls, call => AssertRefused(ProblemCodes.SizeParameterOutOfRange, call));
        Assert.All<Action>([() => SampleSize.Yamane(0), () => SampleSize.ForProportion(-5), () => SampleSize.FromBands(0, BandSize.DaNang)],
            call => AssertRefused(ProblemCodes.PopulationOutOfRange, call));
        AssertRefused(ProblemCodes.SampleAbovePopulation, () => SampleSize.Fixed(101, 100, stratum: "Q1"));
        AssertRefused(ProblemCodes.SampleNotPositive, () => SampleSize.Fixed(0, 100, stratum: "Q1"));
        AssertRefused(ProblemCodes.PopulationUnknown, () => PlannedSizes.Size(BandSize.DaNang, null, "Q1"));
    }

    private static void AssertRefused(string code, Action call) =>
        Assert.Equal(code, Assert.Single(Assert.Throws<SipasException>(call).Problems).Code);
}
