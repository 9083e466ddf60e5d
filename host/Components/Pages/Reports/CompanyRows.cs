using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>Turns the rows of a report into a list: all companies first, then each that the search fits.</summary>
internal static class CompanyRows
{
    public static Page<T> Page<T>(T overall, IReadOnlyList<T> companies, Func<T, CompanyRef?> company, string? search, PageRequest request)
    {
        var isSearch = !string.IsNullOrWhiteSpace(search);
        List<T> rows = [.. companies.Where(r => !isSearch || company(r)!.Name.Contains(search!.Trim(), StringComparison.CurrentCultureIgnoreCase))];
        if (!isSearch && rows.Count > 0)
            rows.Insert(0, overall);
        return new Page<T>([.. rows.Skip(request.Offset).Take(request.Size)], request.Page, request.Size, rows.Count);
    }
}
