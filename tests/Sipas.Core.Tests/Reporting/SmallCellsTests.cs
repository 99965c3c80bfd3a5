using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sipas.Reporting;

public class SmallCellsTests
{
    [Theory]
    [InlineData("40 35 0", "")]
    [InlineData("40 35 3", "35 3")]
    [InlineData("40 35 3 9 12", "35 3 9 12")]
    [InlineData("40 35 15 18", "15 18")]
    [InlineData("12 0 7", "12 0 7")]
    [InlineData("29", "29")]
    [InlineData("30", "")]
    [InlineData("0 0", "")]
    public void Withheld_Cells_AreTheSmallAndWhereNeededTheNextSmallest(string cells, string withheld)
    {
        long[] ballots = [.. cells.Split(' ').Select(long.Parse)];

        Assert.Equal(withheld, string.Join(' ', ballots.Where((_, i) => SmallCells.Withheld(ballots, 30)[i])));
    }

    [Property(Arbitrary = [typeof(Breakdowns)], MaxTest = 200)]
    public bool MayShowCells_EverySetOfCells_HoldsNoneOrEnoughAndSoDoSumsAndDifferences(long[] ballots)
    {
        const int Minimum = 10;
        int sets = 1 << ballots.Length;
        bool[] shown = [.. Enumerable.Range(0, sets).Select(set => SmallCells.MayShowCells(ballots, Cells(set), Minimum))];
        long[] sizes = [.. Enumerable.Range(0, sets).Select(set => Cells(set).Sum(cell => ballots[cell]))];
        bool all = true;
        for (int a = 0; a < sets; a++)
        {
            all &= !shown[a] || sizes[a] == 0 || sizes[a] >= Minimum;
            for (int b = 0; b < sets; b++)
            {
                // What follows from two figures that are shown may itself be shown.
                all &= !shown[a] || !shown[b] || (shown[a & b] && shown[a | b] && shown[a & ~b]);
            }
        }

        return all && (ballots.Sum() < Minimum || shown[sets - 1]);

        static int[] Cells(int set) => [.. Enumerable.Range(0, 6).Where(cell => (set >> cell & 1) == 1)];
    }

    [Property(Arbitrary = [typeof(Breakdowns)])]
    public bool Withheld_OneCellAtATime_IsWhatMayNotBeShown(long[] ballots)
    {
        bool[] withheld = SmallCells.Withheld(ballots, 10);
        return withheld.Select((cell, i) =>
            cell
                ? !SmallCells.MayShowCells(ballots, [i], 10) || withheld.Count(other => other) == 1
                : SmallCells.MayShowCells(ballots, [i], 10)).All(same => same);
    }

    [Fact]
    public void Withheld_OfOne_WithholdsNothing() => Assert.DoesNotContain(true, SmallCells.Withheld([1, 0, 2], 1));

    [Fact]
    public void Withheld_OutsideItsRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallCells.Withheld([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallCells.Withheld([-1], 5));
    }

    private static class Breakdowns
    {
        public static Arbitrary<long[]> Cells() =>
            (from count in Gen.Choose(1, 6)
             from cells in Gen.ArrayOf(
                 Gen.Frequency((2, Gen.Constant(0L)), (3, Gen.Choose(1, 9).Select(n => (long)n)),
                     (3, Gen.Choose(10, 60).Select(n => (long)n))), count)
             select cells).ToArbitrary();
    }
}
