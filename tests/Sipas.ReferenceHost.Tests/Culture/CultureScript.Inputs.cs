using System.Globalization;
using System.Text;

namespace Sipas.ReferenceHost.Culture;

internal sealed partial class CultureScript
{
    private const string Plan = """
        {
          "code": "sipas-2026", "title": { "vi": "Khảo sát", "en": "Survey" }, "pack": "bnv-2640-2017",
          "legalBasis": { "number": "12/KH-UBND", "date": "2026-01-15", "issuer": { "vi": "UBND tỉnh", "en": "Province" } },
          "population": { "description": { "vi": "Người dân", "en": "Citizens" }, "from": "2026-01-01", "to": "2026-10-31" },
          "frame": { "id": "mã hồ sơ", "contacts": ["điện thoại"], "day": "ngày", "unit": "đơn vị" }, "stratumColumns": ["đơn vị"],
          "stages": [{ "method": "simpleRandom" }], "size": { "rule": "fixedTotal", "total": 6 }, "allocation": { "kind": "equal" },
          "reserve": { "share": 0.5 },
          "roles": { "draws": "Sở Nội vụ", "delivers": "Một cửa", "collects": "Bưu điện", "checks": "Mặt trận" }
        }
        """;

    // Inputs are written by the invariant culture, whatever the culture of the run.
    private void WriteInputs()
    {
        Write("plan.json", Plan);
        var frame = new StringBuilder("mã hồ sơ,họ tên,điện thoại,ngày,đơn vị\n");
        for (int i = 1; i <= 40; i++)
        {
            frame.Append(CultureInfo.InvariantCulture,
                $"HS-{i},Nguyễn Thị Tuyết Ðông {i},0912{i:D6},{(i % 28) + 1:D2}/05/2026,{(i % 2 == 0 ? "Việt Hưng" : "Ia Ilyich")}\n");
        }

        Write("frame.csv", frame.ToString());
        Write("nfd.csv", frame.ToString().Replace("ệ", "e\u0302\u0323", StringComparison.Ordinal)
            .Replace("ế", "\u00EA\u0301", StringComparison.Ordinal).Replace("ơ", "o\u031B", StringComparison.Ordinal));
        Write("strata.csv", "stratum;population;deviation;cost\nSở Một;1200;0.5;12.5\nSở Hai;800;0.25;10\nSở Ba;4000;1;20\n");
        Write("units.csv", "code,name_vi,name_en,block\nS01,Sở Nội vụ,Home Affairs,departments\nS02,Sở Tư pháp,Justice,departments\n");
        var ballots = new StringBuilder("unit,K1,K2,K3,K4,K5,K6,K7,K8,K9\n");
        for (int i = 0; i < 60; i++)
        {
            ballots.Append(CultureInfo.InvariantCulture,
                $"S0{(i % 2) + 1},{3 + (i % 3)},{1 + (i % 5)},5,4,{2 + (i % 4)},5,5,4,{1 + (i * 7 % 5)}\n");
        }

        Write("ballots.csv", ballots.ToString());
        Write("values.csv", "unit,T1,T2,T3,T4,T5,V,V.count,O\nS01,3,3,3,3,3,1,3,Tệt\nS01,3,3,2,3,3,2,,\nS02,1,1,1,1,1,1,5,ı İ\n");
        Write("design.json", """
            {
              "format": "sipas-survey-design/1", "name": "2026", "pack": "kiosk-9", "from": "2026-11", "to": "2026-11",
              "units": [
                { "unit": "S01", "population": 4000 },
                { "unit": "S02", "population": 5000, "designEffect": 1.5, "primaryUnits": 5 } ]
            }
            """);
        Write("figures.csv", "unit,block,percent,ballots,previous_rank,standard_error\nA,x,90.5,1200,2,1.25\nB,x,99.1,3,1,0.5"
            + "\nC,y,80,1050,,2\nI,x,88.25,999,3,1.5\n");
        Write("faulty.csv", "unit,percent,ballots\nA,101,5\nB,x,-1\n");
        Write("years.csv", "code,year,percent,respondents\nA,2024,80.25,1200\nA,2025,85.5,1300\nI,2024,79,100\nI,2025,78.125,100\n");
        Write("points.csv", "unit,percent,self_scored,appraised\nHN,86.50,9,8.65\n");
        Write("faulty.json", """{ "id": "x", "rules": { "rounding": { "decimals": 9 } } }""");
        Write("policy.json", """{ "caseDays": 90 }""");
        var rows = new StringBuilder("s,u,w,d,y,z\n");
        for (int i = 0; i < 48; i++)
        {
            rows.Append(CultureInfo.InvariantCulture,
                $"{i / 24},{i / 6},{1 + (i % 4 * 0.25)},{(i % 2 == 0 ? "Ia" : "Ba")},{3 + (i % 3)},{i * 1.5}\n");
        }

        Write("est.csv", rows.ToString());
        Write("est.json", """{ "stages": [ { "stratum": "s", "unit": "u" } ], "weight": "w" }""");
    }
}
