using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>POST devices and POST o/{organization_id}/devices: one page of the devices that fit.</summary>
internal static class DeviceSearch
{
    public static Answer Answer(ApiCall call)
    {
        DeviceSearchRequest request;
        try
        {
            request = DeviceSearchRequest.Read(call.Body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return Api.Answer.Error(400, "invalid request body");
        }

        if (call.PageFault is FaultKind.IgnoredFilters)
            request = request with { Query = DeviceQuery.Everything };

        if (request.Query.Problem is { } problem)
            return Api.Answer.Error(400, problem);

        var fleet = call.Account.Fleet.Current;
        var found = fleet.Remember(request.ListKey, () => DeviceOrder.Sort(request.Query.Select(fleet), fleet, request));
        var page = PageFaults.Ask(request.Page, request.PerPage, found.Count, call.PageFault);
        var devices = PageFaults.Take(found, page, call.PageFault);
        return DevicePage.Write(devices, PageFaults.Count(page, call.PageFault), request.Facts, fleet, call.Account.OrganizationId);
    }
}
